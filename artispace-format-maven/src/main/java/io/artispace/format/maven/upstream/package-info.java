/** How proxies ask Maven repositories, and how what these answer is read. */
@NullMarked
package io.artispace.format.maven.upstream;

import org.jspecify.annotations.NullMarked;
