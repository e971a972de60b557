datasource db {
  provider     = "postgresql"
  relationMode = "prisma"
}

model Author {
  id    Int    @id
  books Book[]
}

model Book {
  id       Int    @id
  authorId Int    @default(1)
  author   Author @relation(fields: [authorId], references: [id], onDelete: NoAction, onUpdate: SetDefault)
}
