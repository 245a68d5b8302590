package io.artispace.integration.maven;

import io.artispace.integration.run.ThisBuild;
import java.net.URI;

/**
 * The {@code settings.xml} of a user of the registry. The repository that Maven knows by itself is redefined: for artifacts it is
 * switched off, for plugins it is a directory. One more server is known, with a wrong password: {@link #STRANGER}.
 */
record MavenSettings(URI releases, URI snapshots, String user, String password, boolean artifactsFromFiles) {
    /** The id of a server whose password is wrong. */
    static final String STRANGER = "stranger";

    static MavenSettings of(URI base, String user, String password) {
        return new MavenSettings(
                base.resolve("maven-releases/"), base.resolve("maven-snapshots/"), user, password, false);
    }

    MavenSettings releases(URI other) {
        return new MavenSettings(other, snapshots, user, password, artifactsFromFiles);
    }

    /** Lets artifacts of third parties come from where the plugins come from. */
    MavenSettings withThirdParties() {
        return new MavenSettings(releases, snapshots, user, password, true);
    }

    String xml() {
        return """
                <settings>
                  <pluginGroups>
                    <pluginGroup>it.plugins</pluginGroup>
                  </pluginGroups>
                  <servers>
                    <server><id>releases</id><username>%1$s</username><password>%2$s</password></server>
                    <server><id>snapshots</id><username>%1$s</username><password>%2$s</password></server>
                    <server><id>%8$s</id><username>%1$s</username><password>wrong</password></server>
                  </servers>
                  <profiles>
                    <profile>
                      <id>registry</id>
                      <repositories>
                        %3$s
                        %4$s
                        <repository>
                          <id>central</id>
                          <url>%5$s</url>
                          <releases><enabled>%6$s</enabled><checksumPolicy>ignore</checksumPolicy></releases>
                          <snapshots><enabled>false</enabled></snapshots>
                        </repository>
                      </repositories>
                      <pluginRepositories>
                        %7$s
                        <pluginRepository>
                          <id>central</id>
                          <url>%5$s</url>
                          <releases><checksumPolicy>ignore</checksumPolicy></releases>
                          <snapshots><enabled>false</enabled></snapshots>
                        </pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>registry</activeProfile>
                  </activeProfiles>
                </settings>
                """.formatted(
                        user,
                        password,
                        repository("repository", "releases", releases, true),
                        repository("repository", "snapshots", snapshots, false),
                        ThisBuild.localRepository().toUri(),
                        artifactsFromFiles,
                        repository("pluginRepository", "releases", releases, true),
                        STRANGER);
    }

    /** Wrong sums stop every version of Maven here, as they stop Maven 4 by default. */
    private static String repository(String element, String id, URI url, boolean releases) {
        return """
                <%1$s><id>%2$s</id><url>%3$s</url>
                  <releases><enabled>%4$s</enabled><checksumPolicy>fail</checksumPolicy></releases>
                  <snapshots><enabled>%5$s</enabled><checksumPolicy>fail</checksumPolicy><updatePolicy>always</updatePolicy></snapshots>
                </%1$s>""".formatted(element, id, url, releases, !releases);
    }
}
