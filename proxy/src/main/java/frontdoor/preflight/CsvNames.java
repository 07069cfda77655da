package frontdoor.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the names in CSV (RFC 4180) that has a column {@code name_value}, and perhaps {@code common_name}; a value may have many lines. */
final class CsvNames {
    private static final String COLUMN = "name_value";

    private final String csv;
    private int at;
    private int line = 1;
    private boolean cut;

    private CsvNames(String csv) {
        this.csv = csv;
    }

    /** Whether the first line of {@code start} names the columns. */
    static boolean isCsv(String start) {
        return start.lines().findFirst().orElse("").toLowerCase(Locale.ROOT).contains(COLUMN);
    }

    static void read(String csv, NameCollector collector) {
        CsvNames rows = new CsvNames(csv);
        List<String> titles = rows.row();
        while (rows.at < csv.length() && !collector.isFull()) {
            int line = rows.line;
            List<String> row = rows.row();
            boolean blank = row.size() == 1 && row.getFirst().isBlank();
            if (row.size() < titles.size() && !blank || rows.cut) {
                collector.notJudged(line, String.join(",", row), "has fewer columns than the first line: it was cut");
            }
            for (int i = 0; i < Math.min(row.size(), titles.size()); i++) {
                String title = titles.get(i).strip().toLowerCase(Locale.ROOT);
                if (title.equals(COLUMN) || title.equals("common_name")) {
                    row.get(i)
                            .lines()
                            .filter(name -> !name.isBlank() && name.indexOf('@') < 0)
                            .forEach(name -> collector.add(line, name));
                }
            }
        }
    }

    private List<String> row() {
        List<String> row = new ArrayList<>();
        while (true) {
            row.add(field());
            if (at >= csv.length() || csv.charAt(at++) != ',') {
                return row;
            }
        }
    }

    /** Reads to the comma or the end of the line, which stays. */
    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (; at < csv.length(); at++) {
            char c = csv.charAt(at);
            line += c == '\n' ? 1 : 0;
            if (c == '"') {
                boolean doubled = quoted && at + 1 < csv.length() && csv.charAt(at + 1) == '"';
                if (doubled) {
                    field.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                return field.toString();
            } else {
                field.append(c);
            }
        }
        cut = quoted;
        return field.toString();
    }
}
