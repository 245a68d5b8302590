/** What a program with modules has to require: the formats whose typed API it calls. The rest is found at run time. */
module io.artispace.examples.embedded {
    requires io.artispace;
    requires io.artispace.format.maven;
    requires static org.jspecify;
}
