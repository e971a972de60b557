// Relations of every shape.

model User {
  id        String         @id @default(uuid()) @db.Uuid
  email     String         @unique @map("e_mail")
  firstName String?        @map("first_name")
  age       Int?
  mood      Mood           @default(CALM)
  favourite Colour?
  bossId    String?        @map("boss_id") @db.Uuid
  boss      User?          @relation("Boss", fields: [bossId], references: [id])
  reports   User[]         @relation("Boss")
  profile   Profile?
  written   Post[]         @relation("Author")
  edited    Post[]         @relation("Editor")
  installed Installation[]
  createdAt DateTime       @default(now()) @map("created_at") @db.Timestamptz(6)
  updatedAt DateTime       @updatedAt @map("updated_at") @db.Timestamptz(6)

  @@index([bossId])
  @@map("users")
  @@tenant
}

/// One to one.
model Profile {
  userId String @id @map("user_id") @db.Uuid
  bio    String @db.VarChar(20)
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@map("profiles")
  @@tenant
}

/// Two relations to the same model, and a key of two columns that others refer to.
model Post {
  id       Int       @id @default(autoincrement())
  slug     String
  title    String
  stars    Int       @default(0)
  authorId String    @map("author_id") @db.Uuid
  editorId String?   @map("editor_id") @db.Uuid
  author   User      @relation("Author", fields: [authorId], references: [id], onDelete: Cascade)
  editor   User?     @relation("Editor", fields: [editorId], references: [id], onDelete: SetNull)
  comments Comment[]

  @@unique([authorId, slug])
  @@index([title])
  @@index([editorId])
  @@map("posts")
  @@tenant
}

/// Refers to a post by a key of two columns, either of which may be absent.
model Comment {
  id       Int     @id @default(autoincrement())
  text     String
  authorId String? @map("author_id") @db.Uuid
  postSlug String? @map("post_slug")
  post     Post?   @relation(fields: [authorId, postSlug], references: [authorId, slug], onDelete: Cascade)

  @@index([authorId, postSlug])
  @@map("comments")
  @@tenant
}

/// Refers to core, by a key of one column and by one of two.
model Installation {
  userId   String         @map("user_id") @db.Uuid
  pluginId Int            @map("plugin_id")
  version  String?
  user     User           @relation(fields: [userId], references: [id], onDelete: Cascade)
  plugin   Plugin         @relation(fields: [pluginId], references: [id])
  release  PluginVersion? @relation(fields: [pluginId, version], references: [pluginId, version], onDelete: NoAction)

  @@id([userId, pluginId])
  @@index([pluginId, version])
  @@map("installations")
  @@tenant
}
