/** How proxies ask registries of npm, and how what these answer is read. */
@NullMarked
package io.artispace.format.npm.upstream;

import org.jspecify.annotations.NullMarked;
