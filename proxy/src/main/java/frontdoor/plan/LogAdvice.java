package frontdoor.plan;

import frontdoor.config.AccessLogConfig;
import frontdoor.config.AccessLogField;

/** Advice about settings of the access log that have no effect beside others. */
final class LogAdvice {
    private LogAdvice() {}

    static void judge(AccessLogConfig config, SettingAdvice advice) {
        boolean stdout = config.file().isEmpty();
        String cure = "is for files, and this log goes to stdout; write access-log.file, or remove it";
        advice.add(stdout && config.rotation().size().isPresent(), "access-log.rotate.size", cure);
        advice.add(stdout && config.rotation().daily(), "access-log.rotate.daily", cure);
        advice.add(
                config.format() != AccessLogConfig.Format.JSON
                        && !config.fields().equals(AccessLogField.all()),
                "access-log.fields",
                "is for lines of json; write access-log.format = json, or remove it");
    }
}
