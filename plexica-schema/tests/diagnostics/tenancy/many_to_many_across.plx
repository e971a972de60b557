// A list on both sides, and single rows without their keys.
datasource db {
  provider = "postgresql"
  schemas  = ["core"]
}

tenancy {
  registry = T
  key      = slug
  schema   = "t_{key}"
}

model T {
  id   Int    @id
  slug String @unique
  as   A[]

  @@schema("core")
}

model A {
  id Int @id
  ts T[]
  p  P?
  q  P?  @relation("q")

  @@tenant
}

model P {
  id Int @id

  @@schema("core")
}
