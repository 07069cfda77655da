package frontdoor.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/** The logs of tests: what {@code logback-test.xml} says, before what the program says; unless {@code frontdoor.test.logs} is off. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class TestLogConfiguration extends DefaultJoranConfigurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return "off".equals(System.getProperty("frontdoor.test.logs"))
                ? ExecutionStatus.INVOKE_NEXT_IF_ANY
                : super.configure(context);
    }
}
