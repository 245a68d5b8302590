package io.artispace.format.npm;

import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.testkit.PackageFormatContract;
import java.util.List;
import java.util.stream.Stream;

class NpmFormatContractTest extends PackageFormatContract {
    @Override
    protected PackageFormat format() {
        return new NpmFormat();
    }

    @Override
    protected List<RepositoryRequest> known() {
        return requests(
                "GET app",
                "GET @s/app",
                "GET app/1.0.0",
                "GET @s/app/latest",
                "GET app/-/app-1.0.0.tgz",
                "GET @s/app/-/app-1.0.0.tgz",
                "GET @s/app/-/@s/app-1.0.0.tgz",
                "PUT app",
                "PUT @s/app",
                "PUT app/-rev/1-0",
                "DELETE app/-rev/1-0",
                "DELETE app/-/app-1.0.0.tgz/-rev/1-0",
                "DELETE @s/app/-/@s/app-1.0.0.tgz/-rev/1-0",
                "GET -/package/app/dist-tags",
                "GET -/package/@s/app/dist-tags",
                "PUT -/package/app/dist-tags/x",
                "DELETE -/package/app/dist-tags/x",
                "GET -/package/app/visibility",
                "GET -/package/app/collaborators",
                "POST -/package/app/access",
                "GET -/ping",
                "GET -/whoami",
                "GET -/v1/search",
                "GET -/_view/starredByUser",
                "GET -/user/a/package",
                "GET -/npm/v1/user",
                "POST -/npm/v1/user",
                "GET -/npm/v1/tokens",
                "POST -/npm/v1/tokens",
                "DELETE -/npm/v1/tokens/token/x",
                "POST -/npm/v1/security/advisories/bulk",
                "POST -/npm/v1/security/audits",
                "POST -/npm/v1/security/audits/quick",
                "POST -/v1/login",
                "GET -/v1/login/done/1/x",
                "GET -/v1/login/form/1/x",
                "POST -/v1/login/form/1/x",
                "PUT -/user/org.couchdb.user:a",
                "PUT -/user/org.couchdb.user:a/-rev/1-0",
                "GET -/user/org.couchdb.user:a",
                "DELETE -/user/token/x");
    }

    @Override
    protected List<RepositoryRequest> unknown() {
        return requests(
                "GET ",
                "GET @s",
                "GET @s/",
                "PATCH app",
                "POST app",
                "DELETE app",
                "PUT app/1.0.0",
                "GET app/1.0.0/x",
                "GET app/-",
                "GET app/-rev/1-0",
                "PUT app/-/app-1.0.0.tgz",
                "DELETE app/-/app-1.0.0.tgz",
                "GET -/package/app",
                "POST -/package/app/dist-tags",
                "GET -/package/app/dist-tags/x/y",
                "GET -/all",
                "GET -/user/token/x",
                "GET -/v1/login",
                "PUT -/v1/search",
                "GET -/npm/v1/keys",
                "GET -/npm/v1/security/audits");
    }

    private static List<RepositoryRequest> requests(String... lines) {
        return Stream.of(lines)
                .map(line -> line.split(" ", 2))
                .map(line -> request(line[0], line[1]))
                .toList();
    }
}
