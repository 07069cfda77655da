package frontdoor.log;

import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/** The logs of tests: what {@code logback-test.xml} says, before what the program says. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class TestLogConfiguration extends DefaultJoranConfigurator {}
