package frontdoor.hocon;

import frontdoor.files.FileContent;

/** The outcome of reading a file. */
sealed interface FileReading {
    /** This is what it holds. */
    record Read(FileContent content) implements FileReading {}

    /** It holds more than it may. */
    record TooLarge(long octets) implements FileReading {}

    /** It cannot be read, for this reason in plain words. */
    record Unreadable(String reason) implements FileReading {}
}
