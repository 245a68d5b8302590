package io.artispace.integration.maven;

import java.net.URI;

/**
 * The {@code settings.xml} of somebody whose only repository is a group: whatever Maven wants, and from whichever repository, it is asked.
 *
 * @param group the URL of the group
 * @param user who asks
 * @param password the password
 */
record GroupSettings(URI group, String user, String password) {
    String xml() {
        return """
                <settings>
                  <mirrors><mirror><id>group</id><mirrorOf>*</mirrorOf><url>%1$s</url></mirror></mirrors>
                  <servers><server><id>group</id><username>%2$s</username><password>%3$s</password></server></servers>
                  <profiles>
                    <profile>
                      <id>all</id>
                      <repositories><repository>%4$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%4$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>all</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                group,
                user,
                password,
                "<id>central</id><url>http://mirrored.invalid/</url>" + policy("releases") + policy("snapshots"));
    }

    /** Wrong sums stop every version of Maven here, as they stop Maven 4 by default. */
    private static String policy(String versions) {
        return "<" + versions + "><enabled>true</enabled><updatePolicy>always</updatePolicy>"
                + "<checksumPolicy>fail</checksumPolicy></" + versions + ">";
    }
}
