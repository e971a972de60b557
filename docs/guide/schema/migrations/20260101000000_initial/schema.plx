// The schema, as this migration leaves it.

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant // the model that lists the tenants
  key      = slug // what a caller names a tenant by
  status   = status // only an active tenant gets a handle
  schema   = "tenant_{key}" // its PostgreSQL schema: acme-corp → tenant_acme_corp
}

enum TenantStatus {
  PROVISIONING
  ACTIVE
  SUSPENDED
  DELETED

  @@map("tenant_status")
  @@schema("core")
}

model Tenant {
  id     Uuid         @id @default(uuid(7))
  slug   String       @unique @db.VarChar(63)
  name   String
  status TenantStatus @default(PROVISIONING)

  @@map("tenants")
  @@schema("core")
}

/// What the platform earned with a tenant.
model Invoice {
  id     Int    @id @default(autoincrement())
  tenant String
  posts  Int

  @@map("invoices")
  @@schema("core")
}

enum Role {
  READER
  AUTHOR
  EDITOR

  @@map("role")
  @@tenant
}

model User {
  id       Uuid      @id @default(uuid(7))
  email    String    @unique
  name     String?
  role     Role      @default(READER)
  settings Json      @default("{}")
  joinedAt DateTime  @default(now()) @map("joined_at") @db.Timestamptz
  profile  Profile?
  posts    Post[]
  comments Comment[]
  votes    Vote[]

  @@map("users")
  @@tenant
}

/// One to one.
model Profile {
  userId Uuid   @id @map("user_id")
  bio    String @db.VarChar(200)
  seenAt Inet?  @map("seen_at")
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@map("profiles")
  @@tenant
}

model Post {
  id          Int       @id @default(autoincrement())
  slug        String    @unique
  title       String
  body        String    @default("")
  keywords    String[]
  views       Int       @default(0)
  revision    Int       @version
  publishedAt DateTime? @map("published_at") @db.Timestamptz
  updatedAt   DateTime  @updatedAt @map("updated_at") @db.Timestamptz
  authorId    Uuid      @map("author_id")
  author      User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
  comments    Comment[]
  tags        Tag[]
  votes       Vote[]
  rating      Rating?

  @@index([authorId])
  @@map("posts")
  @@tenant
}

/// Deleted comments stay in the table.
model Comment {
  id        Int       @id @default(autoincrement())
  text      String
  postId    Int       @map("post_id")
  authorId  Uuid?     @map("author_id")
  deletedAt DateTime? @map("deleted_at") @db.Timestamptz
  post      Post      @relation(fields: [postId], references: [id], onDelete: Cascade)
  author    User?     @relation(fields: [authorId], references: [id], onDelete: SetNull)

  @@index([postId])
  @@index([authorId])
  @@map("comments")
  @@softDelete(deletedAt)
  @@tenant
}

/// Many to many, without a model in between.
model Tag {
  name  String @id
  posts Post[]

  @@map("tags")
  @@tenant
}

/// A key of two columns, and a check.
model Vote {
  userId Uuid @map("user_id")
  postId Int  @map("post_id")
  stars  Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
  post   Post @relation(fields: [postId], references: [id], onDelete: Cascade)

  @@id([userId, postId])
  @@index([postId])
  @@map("votes")
  @@check("stars BETWEEN 1 AND 5", map: "votes_stars_check")
  @@tenant
}

/// Its SQL is in `views/Rating.sql`.
view Rating {
  postId  Int    @unique @map("post_id")
  votes   BigInt
  average Float?
  post    Post?  @relation(fields: [postId], references: [id])

  @@map("ratings")
  @@tenant
}
