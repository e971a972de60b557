model User {
  id        Int       @id
  tenantId  Int
  email     String    @db.VarChar(255)
  profile   Profile?
  written   Post[]    @relation("Author")
  edited    Post[]    @relation(name: "Editor")
  bossId    Int?      @unique
  boss      User?     @relation("Boss", fields: [bossId], references: [id])
  assistant User?     @relation("Boss")
  seats     Seat[]
  notes     Note[]

  @@unique([tenantId, email], name: "address")
}

// One to one.
model Profile {
  userId Int  @id
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade, onUpdate: NoAction)
}

// Two relations between two models.
model Post {
  id       Int   @id
  authorId Int
  editorId Int?
  author   User  @relation("Author", fields: [authorId], references: [id])
  editor   User? @relation("Editor", fields: editorId, references: id, onDelete: SetNull)
}

// A compound key, in another order than its index, and text of another length.
model Seat {
  id       Int    @id
  email    String
  tenantId Int    @db.SmallInt
  user     User   @relation(fields: [email, tenantId], references: [email, tenantId], map: "seat_user")
}

// An optional relation over a required column: nothing can be set to null.
model Note {
  id     Int   @id
  userId Int   @default(0)
  user   User? @relation(fields: [userId], references: [id], onUpdate: SetDefault)
}

// One required column among several: the default is that of a required relation.
model Parent {
  tenantId Int
  number   Int
  children Child[]

  @@id([tenantId, number])
}

model Child {
  id       Int     @id
  tenantId Int
  parentId Int?
  parent   Parent? @relation(fields: [tenantId, parentId], references: [tenantId, number])
}
