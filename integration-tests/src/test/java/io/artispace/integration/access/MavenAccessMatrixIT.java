package io.artispace.integration.access;

import io.artispace.FilePath;
import io.artispace.Repository;
import io.artispace.format.Operation;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.Coordinates;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class MavenAccessMatrixIT extends AccessMatrixContract {
    @Override
    String format() {
        return "maven";
    }

    @Override
    Stream<Row> rows() {
        return """
                GET    it/app/1.0/app-1.0.jar               | FileDownload     | 401 401 ok  ok  ok
                GET    it/app/1.0/app-1.0.jar.sha1          | ChecksumDownload | 401 401 ok  ok  ok
                GET    it/app/maven-metadata.xml            | DocumentDownload | 401 401 ok  ok  ok
                GET    it/app/maven-metadata.xml.sha1       | DocumentDownload | 401 401 ok  ok  ok
                GET    it/app/1-SNAPSHOT/maven-metadata.xml | DocumentDownload | 401 401 ok  ok  ok
                GET    archetype-catalog.xml                | DocumentDownload | 401 401 ok  ok  ok
                GET    .meta/prefixes.txt                   | DocumentDownload | 401 401 ok  ok  ok
                GET    .                                    | Browse           | 401 401 ok  ok  ok
                GET    it/app/                              | Browse           | 401 401 ok  ok  ok
                PUT    it/app/2.0/app-2.0.jar               | FileUpload       | 401 401 403 ok  ok
                PUT    it/app/1.0/app-1.0.jar.sha1          | ChecksumUpload   | 401 401 403 ok  ok
                PUT    it/app/maven-metadata.xml            | GeneratedUpload  | 401 401 403 ok  ok
                PUT    it/app/maven-metadata.xml.sha1       | GeneratedUpload  | 401 401 403 ok  ok
                PUT    it/maven-metadata.xml                | GeneratedUpload  | 401 401 403 ok  ok
                DELETE it/app/1.0/app-1.0.jar               | Deletion         | 401 401 403 403 ok
                DELETE it/app/1.0/                          | Deletion         | 401 401 403 403 ok
                DELETE it/app/                              | Deletion         | 401 401 403 403 ok
                """.lines().map(Row::of);
    }

    @Override
    Set<String> endpoints() {
        return routing("io.artispace.format.maven", Set.of("Routes", "MavenFormat")).stream()
                .flatMap(routes -> routes.getConstructorCallsFromSelf().stream())
                .map(call -> call.getTarget().getOwner())
                .filter(type -> type.isAssignableTo(Operation.Handler.class))
                .map(type -> type.getSimpleName())
                .collect(Collectors.toSet());
    }

    @Override
    FilePath publish(Repository repository) {
        Maven.in(repository)
                .deployment()
                .add(Coordinates.parse("it:app:1.0"), () -> new ByteArrayInputStream(new byte[] {1}))
                .publish();
        return FilePath.of("it/app/1.0/app-1.0.jar");
    }
}
