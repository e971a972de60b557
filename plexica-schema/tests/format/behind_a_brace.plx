// A brace closes the block as long as something is behind it.
generator g {
  a = { b: c
}x
datasource db {
  provider = "postgresql"
}model A {
  id Int @id
}
generator h {
  a = { b: c
} model B {
  id   Int @id
}
