package frontdoor.idna;

import java.util.Set;

/** The rule for names with labels that are written from the right to the left (RFC 5893 2). */
final class Direction {
    private static final Set<Byte> RIGHT = Set.of(
            Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
            Character.DIRECTIONALITY_ARABIC_NUMBER);
    private static final Set<Byte> NEUTRAL = Set.of(
            Character.DIRECTIONALITY_EUROPEAN_NUMBER,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            Character.DIRECTIONALITY_OTHER_NEUTRALS,
            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
            Character.DIRECTIONALITY_NONSPACING_MARK);

    private Direction() {}

    /** Whether a character of {@code name} is written from the right. */
    static boolean isFromRight(String name) {
        return name.codePoints().anyMatch(point -> RIGHT.contains(Character.getDirectionality(point)));
    }

    /** Whether {@code label}, not empty, reads the same in a name that {@link #isFromRight} as by itself. */
    static boolean isClear(String label) {
        int[] points = label.codePoints().toArray();
        byte first = Character.getDirectionality(points[0]);
        boolean left = first == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        boolean right = first == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || first == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        int end = points.length - 1;
        while (end > 0 && Character.getDirectionality(points[end]) == Character.DIRECTIONALITY_NONSPACING_MARK) {
            end--;
        }
        byte last = Character.getDirectionality(points[end]);
        boolean european = false;
        boolean arabic = false;
        for (int point : points) {
            byte direction = Character.getDirectionality(point);
            european |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            arabic |= direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            boolean fits = left ? direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT : RIGHT.contains(direction);
            if (!fits && !NEUTRAL.contains(direction)) {
                return false;
            }
        }
        boolean ends = last == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                || (left ? last == Character.DIRECTIONALITY_LEFT_TO_RIGHT : RIGHT.contains(last));
        return (left || right) && ends && !(right && european && arabic);
    }
}
