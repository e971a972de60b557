model User {
  id   Int    @id
  name String @unique(where: raw("x"))
  data Json

  @@index([name], where: { name: { not: null } })
  @@index([raw("lower(name)")])
}
