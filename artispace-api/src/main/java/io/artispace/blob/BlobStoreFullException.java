package io.artispace.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A store has no room for what it was given. Trying again does not help before somebody has made room; so the client is told this,
 * rather than that the store failed.
 */
public final class BlobStoreFullException extends IOException {
    private static final long serialVersionUID = 1L;

    /** No write of a whole block leaves so little. */
    private static final long NO_ROOM = 64 * 1024;

    /**
     * Parts of the messages with which operating systems report a full disk, one without room for more files, and a quota that is used up.
     */
    private static final List<String> FULL =
            List.of("no space left", "not enough space", "quota exceeded", "out of disk space");

    /** What is full, in words that clients may see. */
    private final String place;

    /**
     * Creates the exception.
     *
     * @param place what is full, such as {@code the disk of the blob store}. It may be shown to whoever publishes, and so names no path
     * @param cause how that was found out
     */
    public BlobStoreFullException(String place, Throwable cause) {
        super("No room is left: " + requireNonNull(place, "place") + " is full.", cause);
        this.place = place;
    }

    /**
     * Returns what is full.
     *
     * @return words such as {@code the disk of the blob store}, without a path
     */
    public String place() {
        return place;
    }

    /**
     * Finds out, for a store that writes files, whether a write failed because the disk is full. Java has no exception for that, and the
     * operating system's message may be in any language; so the room that is left on the disk is looked at, too.
     *
     * @param directory where it was written
     * @param place what to call its disk, see {@link #BlobStoreFullException}
     * @param failure what the write threw
     * @return an exception of this class, caused by the failure; or the failure itself where the disk is not full, or nobody can tell
     */
    public static IOException orElse(Path directory, String place, IOException failure) {
        return failure instanceof BlobStoreFullException || !isFull(directory, failure)
                ? failure
                : new BlobStoreFullException(place, failure);
    }

    private static boolean isFull(Path directory, IOException failure) {
        for (Throwable said = failure; said != null; said = said.getCause()) {
            String message = said.getMessage() == null ? "" : said.getMessage().toLowerCase(Locale.ROOT);
            if (FULL.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        if (failure instanceof ClosedChannelException
                || failure instanceof NoSuchFileException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof AccessDeniedException) {
            return false;
        }
        try {
            return Files.getFileStore(directory).getUsableSpace() < NO_ROOM;
        } catch (IOException unknown) {
            return false;
        }
    }
}
