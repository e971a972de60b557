model A {
  id  Int  @id
  bId Int
  b   B    @relation(fields: [bId], references: [id])
  cs  C[]
}

model B {
  id Int @id
  as A[]

  @@ignore
}

model C {
  id  Int @id
  as  A[] @ignore

  @@ignore
}
