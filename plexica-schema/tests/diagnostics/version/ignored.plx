model A {
  id      Int @id
  version Int @version @ignore
}

model B {
  id      Int @id
  version Int @version

  @@ignore
}
