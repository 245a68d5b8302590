package io.artispace.core.publication;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.core.content.StagedContent;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a file: of a version, or of the package alone where the version is null. */
record FileEdit(
        PackageName packageName, @Nullable String version, FilePath path, StagedContent content, Overwrite overwrite)
        implements Edit {
    @Override
    public Optional<Digest> check(MetadataReader reader, long repositoryId) {
        Optional<FileRow> newest = reader.findFile(repositoryId, path.value());
        refuseOtherBytes(newest);
        return newest.filter(stored -> stored.isLive() && sameBytes(stored))
                .map(stored -> stored.digests().sha256());
    }

    @Override
    public void apply(PackageTransaction transaction) {
        // Most paths are new, and are not looked up first.
        if (transaction.insertNewFile(version, path.value(), content)) {
            return;
        }
        Optional<FileRow> newest = transaction.file(path.value());
        refuseOtherBytes(newest);
        if (newest.isPresent() && newest.get().isLive()) {
            FileRow stored = newest.get();
            if (stored.packageId() != transaction.packageId()) {
                throw new ConflictException("Cannot publish " + Quote.of(path) + " for " + Quote.of(packageName)
                        + ": the path belongs to another package.");
            }
            if (sameBytes(stored)) {
                return;
            }
            transaction.removeFile(stored);
        }
        transaction.insertFile(version, path.value(), content);
    }

    private void refuseOtherBytes(Optional<FileRow> newest) {
        if (newest.isEmpty()) {
            return;
        }
        FileRow stored = newest.get();
        boolean refused = overwrite == Overwrite.NEVER || overwrite == Overwrite.SAME && !sameBytes(stored);
        if (refused) {
            throw new ConflictException(
                    "Cannot publish " + Quote.of(path) + ": " + why(stored) + ". Choose a new version.");
        }
    }

    private String why(FileRow stored) {
        if (!stored.isLive()) {
            return "it was removed, and a name that was used stays used";
        }
        return sameBytes(stored)
                ? "it exists already"
                : "it exists already with other bytes, and this repository does not allow overwriting";
    }

    private boolean sameBytes(FileRow stored) {
        return stored.digests().sha256().equals(content.digests().sha256());
    }
}
