/// What the fuzz targets of all packages share: the property of every decoder, and the seeds.
@NullMarked
package app.parley.fuzz;

import org.jspecify.annotations.NullMarked;
