/// Benchmarks: `./mvnw -Pbench verify -Dbench=crypto`. Not tests; docs/benchmarks.md says how to read them.
package app.parley.bench;
