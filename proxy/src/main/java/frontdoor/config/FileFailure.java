package frontdoor.config;

import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file or directory cannot be used, in an operator's words. */
public final class FileFailure {
    private FileFailure() {}

    /** The reason without the path and without the name of a class. */
    public static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _, FileAlreadyExistsException _ -> "not a directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> Cause.inWords(failed);
        };
    }
}
