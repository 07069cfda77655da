package frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A block of fields, the names it knows, and the classes of octets. */
class FieldsTest {
    private static Fields three() {
        Fields fields = new Fields(4);
        fields.add(FieldName.VIA, Octets.of("1"));
        fields.add(FieldName.DATE, Octets.of("now"));
        fields.add(FieldName.VIA, Octets.of("2"));
        return fields;
    }

    @Test
    void keepsWhatWasAddedWhileItGrows() {
        Fields fields = three();
        for (int i = 0; i < 100; i++) {
            fields.add(FieldName.COOKIE, Octets.of("c" + i));
        }
        assertThat(fields.size()).isEqualTo(103);
        assertThat(fields.value(1)).isEqualTo("now");
        assertThat(fields.nameText(102)).isEqualTo("Cookie");
        assertThat(fields.value(102)).isEqualTo("c99");
        assertThat(fields.name(102)).isEqualTo(FieldName.COOKIE);
    }

    @Test
    void findsFieldsInTheOrderTheyCame() {
        Fields fields = three();
        assertThat(fields.find(FieldName.VIA, 0)).isZero();
        assertThat(fields.find(FieldName.VIA, 1)).isEqualTo(2);
        assertThat(fields.find(FieldName.VIA, 3)).isEqualTo(-1);
        assertThat(fields.contains(FieldName.HOST)).isFalse();
    }

    @Test
    void removesWithoutRenumbering() {
        Fields fields = three();
        assertThat(fields.removeAll(FieldName.VIA)).isEqualTo(2);
        assertThat(fields.contains(FieldName.VIA)).isFalse();
        assertThat(fields.isRemoved(0)).isTrue();
        assertThat(fields.isRemoved(1)).isFalse();
        assertThat(fields.value(1)).isEqualTo("now");
    }

    @Test
    void replacesAValueOnly() {
        Fields fields = three();
        fields.setValue(1, Octets.of("later than now"));
        assertThat(fields.nameText(1)).isEqualTo("Date");
        assertThat(fields.valueIs(1, Octets.of("later than now"))).isTrue();
        assertThat(fields.value(2)).isEqualTo("2");
    }

    @Test
    void givesBackWhatWasReservedAndWhatOnlyALargeHeadNeeded() {
        Fields fields = three();
        int end = fields.end();
        assertThat(fields.reserve(100_000)).isEqualTo(end);
        fields.truncate(end);
        assertThat(fields.end()).isEqualTo(end);
        assertThat(fields.value(2)).isEqualTo("2");
        fields.clear();
        assertThat(fields.size() + fields.end()).isZero();
        assertThat(fields.bytes()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void knowsItsNamesInEveryCase(FieldName name) {
        String title = Octets.text(name.title(), 0, name.title().length);
        for (String text : new String[] {title, title.toLowerCase(Locale.ROOT), title.toUpperCase(Locale.ROOT)}) {
            assertThat(FieldName.of(Octets.of(text), 0, text.length())).isEqualTo(name);
        }
        assertThat(Octets.text(name.lower(), 0, name.lower().length)).isEqualTo(title.toLowerCase(Locale.ROOT));
        assertThat(FieldName.of(Octets.of(title + "x"), 0, title.length() + 1)).isEqualTo(FieldName.OTHER);
        assertThat(FieldName.of(Octets.of(title.substring(1)), 0, title.length() - 1))
                .isEqualTo(FieldName.OTHER);
    }

    /** F9, S25: an underscore is not a hyphen, and no other octet passes for a letter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content_Length",
                "Content\rLength",
                "Hos\u0014",
                "h\u00efst",
                "\u212aeep-Alive",
                "X_Forwarded_For"
            })
    void knowsNoOtherNames(String text) {
        byte[] octets = Octets.of(text);
        assertThat(FieldName.of(octets, 0, octets.length)).isEqualTo(FieldName.OTHER);
    }

    /** D11: methods are case-sensitive and never matched by prefix. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void knowsMethodsByTheirExactName(Method method) {
        byte[] exact = Octets.of(method.name());
        assertThat(Method.of(exact, 0, exact.length)).isEqualTo(method);
        assertThat(Method.of(exact, 0, exact.length - 1)).isEqualTo(Method.OTHER);
        byte[] longer = Octets.of(method.name() + "X");
        assertThat(Method.of(longer, 0, longer.length)).isEqualTo(Method.OTHER);
        byte[] lower = Octets.of(method.name().toLowerCase(Locale.ROOT));
        assertThat(Method.of(lower, 0, lower.length)).isEqualTo(Method.OTHER);
    }

    /** D7, D8: RFC 9110 5.6.2 and 5.5. */
    @Test
    void knowsTheClassesOfOctets() {
        for (int c = 0; c < 256; c++) {
            String text = String.valueOf((char) c);
            assertThat(Octets.isTchar((byte) c))
                    .as("octet %d", c)
                    .isEqualTo(text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]"));
            assertThat(Octets.isFieldValueOctet((byte) c))
                    .as("octet %d", c)
                    .isEqualTo(c == '\t' || (c >= 0x20 && c != 0x7f));
            assertThat(Octets.lower((byte) c)).isEqualTo((byte) (c >= 'A' && c <= 'Z' ? c + 32 : c));
        }
        assertThat(Octets.isToken(new byte[0], 0, 0)).isFalse();
    }
}
