model User {
  id   Int    @id @defualt(1)
  name String @nonsense
  org  Org?   @index

  @@uniqe([name])
  @@owner("me")
}

model Org {
  id   Int  @id
  user User @relation(fields: [id], references: [id])
}

enum Role {
  ADMIN @id
  @@tenants
}
