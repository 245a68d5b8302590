package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.PackageRow;
import io.artispace.metadata.jdbc.sql.Attributes;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns that a query has to name so that its rows can be read as packages; {@code p} is the table of packages. */
public final class PackageColumns {
    /** The columns, in the order in which {@link #read} takes them, from the first on. */
    public static final String ALL = "p.id, p.repository_id, p.name, p.revision, p.created, p.modified, p.attributes";

    /**
     * A condition for packages that have a version or a file. Attributes are not enough: formats have packages of their own in which they
     * keep notes about several others. It does not use "exists", for which MariaDB would read the versions of all packages first.
     */
    public static final String NOT_EMPTY = """
            ((select v.id from versions v where v.package_id = p.id and v.gone = 0 limit 1) is not null
                or (select f.id from files f where f.package_id = p.id and f.gone = 0 limit 1) is not null)""";

    private PackageColumns() {}

    /** Returns a condition for packages that have a version or a file or, if removed ones count, had one. */
    public static String notEmpty(boolean removed) {
        return removed ? "p.revision > 0" : NOT_EMPTY;
    }

    /** Reads a package. */
    public static PackageRow read(ResultSet row, Attributes attributes) throws SQLException {
        return new PackageRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                Times.read(row, 5),
                Times.read(row, 6),
                attributes.read(row.getString(7)));
    }
}
