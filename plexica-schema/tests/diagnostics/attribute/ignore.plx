model A {
  id     Int                    @id
  place  Unsupported("point")   @ignore
  name   String                 @ignore(true)
}

model B {
  id   Int    @id
  name String @ignore

  @@ignore
}

enum Colour {
  RED @ignore
}
