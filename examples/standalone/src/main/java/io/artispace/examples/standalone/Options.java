package io.artispace.examples.standalone;

import io.artispace.upstream.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of the command line and of the file that it names. Immutable. */
record Options(
        Stores stores,
        Address address,
        Optional<Upstream> mavenUpstream,
        Optional<Upstream> npmUpstream,
        List<UserOption> users,
        @Nullable Boolean anonymousRead,
        boolean verify,
        boolean help) {
    static final String USAGE = """
            Usage: java -jar artispace-standalone.jar --data DIR [options]

            A value follows its option as here, or behind an equals sign, as in --port=9000.

              --data DIR            where everything is kept: an SQLite database and files; created if it is absent
              --host H              the address to listen on; 127.0.0.1 unless given
              --port N              the port to listen on; 8081 unless given, 0 for any that is free
              --base-url URL        the URL under which clients reach the program, where that is another one
              --metadata URI        where the metadata is, in place of DIR/artispace.db
              --blobs URI           where the bytes are, in place of DIR/blobs
              --maven-upstream URL  the upstream of the proxy maven-central, in a store that exists, too. Unless given, a new store
                                    takes the place where your own Maven gets artifacts. May carry user:password@, and be at a
                                    loopback or private address
              --npm-upstream URL    the same for the proxy npmjs; unless given, a new store takes the registry of your own npm
              --user NAME:PASSWORD[:read|write|admin]
                                    a user to create; if the user exists, the password and the role to set. The role is write
                                    unless given; any other word behind a colon belongs to the password. May be repeated.
                                    Without users there is admin, whose password is printed when it is created
              --anonymous read|none whether anyone may read; unless given it stays as it is, and in a new store nobody may
              --verify              serve nothing: read all that is stored, print what is damaged or missing, a line for each and
                                    one of counts, and exit with 1 if there is any. Creates no store in DIR, and no users
              --config FILE         more of these options, one on a line without the dashes, such as: port 8081
              --help                this text
            """;

    Options {
        users = List.copyOf(users);
    }

    /**
     * Reads the command line.
     *
     * @throws UsageException if it makes no sense; the message says why
     */
    static Options parse(String... arguments) {
        return new OptionsParser().commandLine(List.of(arguments)).options();
    }

    /** Where things are kept: all of them in a directory, but for those that have a location of their own. */
    record Stores(
            @Nullable Path directory,
            @Nullable URI metadata,
            @Nullable URI blobs) {
        boolean areNamed() {
            return directory != null || metadata != null && blobs != null;
        }
    }

    /** What to listen on, and the URL under which clients reach that, where it is another one. */
    record Address(String host, int port, @Nullable URI baseUrl) {}
}
