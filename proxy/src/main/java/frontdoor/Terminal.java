package frontdoor;

import frontdoor.report.Paint;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours for people at a terminal: none where output goes elsewhere, or where NO_COLOR asks for none. */
final class Terminal {
    private Terminal() {}

    static Paint paint(CommandLine command) {
        return command.getColorScheme().ansi().enabled() ? Terminal::coloured : Paint.NONE;
    }

    private static String coloured(Paint.Tone tone, String text) {
        Style[] styles = switch (tone) {
            case TITLE -> new Style[] {Style.bold};
            case URL -> new Style[] {Style.fg_cyan};
            case STATUS -> new Style[] {Style.bold};
            case FAINT -> new Style[] {Style.faint};
            case ERROR -> new Style[] {Style.bold, Style.fg_red};
            case WARNING -> new Style[] {Style.bold, Style.fg_yellow};
            case NOTE -> new Style[] {Style.fg_blue};
            case ADDED -> new Style[] {Style.fg_green};
            case REMOVED -> new Style[] {Style.fg_red};
        };
        return Style.on(styles) + text + Style.off(styles) + Style.reset.off();
    }
}
