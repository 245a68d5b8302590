package io.artispace.metadata.jdbc;

/** The kinds of database servers. */
public enum DatabaseServer {
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** Returns the JDBC URL of an empty database. */
    public String newDatabase() {
        return switch (this) {
            case POSTGRESQL -> Servers.newPostgresDatabase();
            case MARIADB -> Servers.newMariaDbDatabase();
            case MYSQL -> Servers.newMySqlDatabase();
        };
    }
}
