package frontdoor.command;

import frontdoor.preflight.ZoneOrigin;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a zone. */
final class OriginConverter implements ITypeConverter<ZoneOrigin> {
    @Override
    public ZoneOrigin convert(String text) {
        try {
            return ZoneOrigin.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
