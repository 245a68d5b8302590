package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Action;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.testkit.PackageFormatContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenFormatContractTest extends PackageFormatContract {
    @Override
    protected PackageFormat format() {
        return new MavenFormat();
    }

    @Override
    protected List<RepositoryRequest> known() {
        List<RepositoryRequest> requests = new ArrayList<>();
        for (String method : List.of("GET", "PUT", "DELETE", "POST")) {
            for (String path : List.of(
                    "",
                    "com/",
                    "com/acme/app/1.0/app-1.0.jar",
                    "com/acme/app/1.0/app-1.0.jar.sha1",
                    "com/acme/app/maven-metadata.xml",
                    "com/acme/app/maven-metadata.xml.md5",
                    "com/acme/app/1.0-SNAPSHOT/maven-metadata.xml",
                    "archetype-catalog.xml",
                    ".meta/prefixes.txt",
                    ".meta/prefixes.txt.sha256")) {
                requests.add(request(method, path));
            }
        }
        return requests;
    }

    /** Otherwise the answer to any other method would tell everybody that there is a repository, and of which format. */
    @Test
    void whichMethodsThereAreIsForWhoMayRead() {
        assertThat(format().route(request("POST", "com/")))
                .hasValueSatisfying(routed -> assertThat(routed.action()).isEqualTo(Action.READ));
    }

    /** A Maven repository is nothing but paths, and answers for each of them. */
    @Override
    protected List<RepositoryRequest> unknown() {
        return List.of();
    }
}
