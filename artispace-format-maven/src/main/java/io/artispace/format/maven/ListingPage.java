package io.artispace.format.maven;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.format.maven.layout.Layout;

/** A page of a directory, for programs. */
final class ListingPage {
    private ListingPage() {}

    static String json(String directory, Listing listing) {
        return JsonText.object(json -> {
            json.put("path", directory).strings("directories", listing.directories());
            json.objects(
                    "files", listing.files().stream().map(ListingPage::json).toList());
            if (listing.more()) {
                json.put("after", listing.last());
            }
        });
    }

    private static String json(FileView file) {
        return JsonText.object(json -> {
            json.put("name", file.path().fileName()).put("size", file.size());
            json.put("published", file.published().toString());
            for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
                file.digests()
                        .find(algorithm)
                        .ifPresent(digest -> json.put(Layout.suffix(algorithm).substring(1), digest.hex()));
            }
        });
    }
}
