package io.artispace.integration.access;

import io.artispace.FilePath;
import io.artispace.Repository;
import io.artispace.exchange.Response;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.SamplePackage;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class NpmAccessMatrixIT extends AccessMatrixContract {
    @Override
    String format() {
        return "npm";
    }

    @Override
    Stream<Row> rows() {
        return """
                GET    app                                      | ReadEndpoints.packument           | 401 401 ok  ok  ok
                GET    app/1.0.0                                | ReadEndpoints.version             | 401 401 ok  ok  ok
                GET    app/-/app-1.0.0.tgz                      | ReadEndpoints.file                | 401 401 ok  ok  ok
                GET    .                                        | BrowseEndpoint.page               | 401 401 ok  ok  ok
                GET    app/                                     | BrowseEndpoint.page               | 401 401 ok  ok  ok
                PUT    app                                      | PublishEndpoint.put               | 401 401 403 ok  ok
                PUT    app/-rev/1-0                             | UnpublishEndpoints.put            | 401 401 403 ok  ok
                DELETE app/-rev/1-0                             | UnpublishEndpoints.deletePackage  | 401 401 403 403 ok
                DELETE app/-/app-1.0.0.tgz/-rev/1-0             | UnpublishEndpoints.deleteTarball  | 401 401 403 403 ok
                GET    -/package/app/dist-tags                  | DistTagEndpoints.list             | 401 401 ok  ok  ok
                PUT    -/package/app/dist-tags/x                | DistTagEndpoints.put              | 401 401 403 ok  ok
                DELETE -/package/app/dist-tags/x                | DistTagEndpoints.delete           | 401 401 403 ok  ok
                GET    -/package/app/visibility                 | AccessEndpoints.visibility        | 401 401 ok  ok  ok
                GET    -/package/app/collaborators              | AccessEndpoints.collaborators     | 401 401 ok  ok  ok
                POST   -/package/app/access                     | AccessEndpoints.set               | 401 401 403 ok  ok
                GET    -/v1/search?text=app                     | SearchEndpoint.search             | 401 401 ok  ok  ok
                GET    -/_view/starredByUser?key=x              | PeopleEndpoints.starred           | 401 401 ok  ok  ok
                GET    -/user/x/package                         | PeopleEndpoints.packages          | 401 401 ok  ok  ok
                GET    -/org/x/package                          | PeopleEndpoints.packagesOfScope   | 401 401 ok  ok  ok
                GET    -/whoami                                 | PeopleEndpoints.whoami            | 401 401 ok  ok  ok
                GET    -/user/org.couchdb.user:ADMIN            | PeopleEndpoints.user              | 401 401 ok  ok  ok
                PUT    -/user/org.couchdb.user:ADMIN            | LoginEndpoint.login               | 401 401 401 401 401
                DELETE -/user/token/unknown                     | LoginEndpoint.logout              | ok  ok  ok  ok  ok
                POST   -/v1/login                               | WebLoginEndpoints.begin           | ok  ok  ok  ok  ok
                GET    -/v1/login/form/1/x                      | WebLoginEndpoints.form            | ok  ok  ok  ok  ok
                POST   -/v1/login/form/1/x                      | WebLoginEndpoints.submit          | ok  ok  ok  ok  ok
                GET    -/v1/login/done/1/x                      | WebLoginEndpoints.outcome         | ok  ok  ok  ok  ok
                GET    -/npm/v1/user                            | ProfileEndpoint.get               | 401 401 ok  ok  ok
                POST   -/npm/v1/user                            | ProfileEndpoint.set               | 401 401 ok  ok  ok
                GET    -/npm/v1/tokens                          | TokenEndpoints.list               | 401 401 ok  ok  ok
                POST   -/npm/v1/tokens                          | TokenEndpoints.create             | 401 401 401 401 401
                DELETE -/npm/v1/tokens/token/unknown            | TokenEndpoints.revoke             | 401 401 ok  ok  ok
                POST   -/npm/v1/security/advisories/bulk        | AuditEndpoints.bulk               | ok  ok  ok  ok  ok
                POST   -/npm/v1/security/audits                 | TreeAuditEndpoint.answer          | ok  ok  ok  ok  ok
                POST   -/npm/v1/security/audits/quick           | TreeAuditEndpoint.answer          | ok  ok  ok  ok  ok
                """.lines().map(Row::of);
    }

    @Override
    Set<String> endpoints() {
        return routing("io.artispace.format.npm", Set.of("Routes", "RegistryRoutes")).stream()
                .flatMap(routes -> Stream.concat(
                        routes.getMethodCallsFromSelf().stream(), routes.getMethodReferencesFromSelf().stream()))
                .map(access -> access.getTarget())
                .filter(target -> target.getOwner().getSimpleName().matches(".*Endpoints?"))
                .filter(target -> target.getRawReturnType().isEquivalentTo(Response.class))
                .map(target -> target.getOwner().getSimpleName() + "." + target.getName())
                .collect(Collectors.toSet());
    }

    @Override
    FilePath publish(Repository repository) {
        byte[] tarball = SamplePackage.of("app", "1.0.0", "x").tarball();
        Npm.in(repository).publish(new ByteArrayInputStream(tarball), "latest");
        return FilePath.of("app/-/app-1.0.0.tgz");
    }
}
