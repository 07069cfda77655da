package frontdoor.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port to listen on, 0 to 65535. */
final class PortConverter implements ITypeConverter<Integer> {
    private static final int LARGEST = 65_535;

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LARGEST) {
            throw new TypeConversionException(text + " is no port; 0 to " + LARGEST);
        }
        return Integer.valueOf(text);
    }
}
