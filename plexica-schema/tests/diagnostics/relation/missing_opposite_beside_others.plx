// A missing opposite is told whatever else is wrong in the other model.

datasource db {
  provider = "postgresql"
}

model Workspace {
  id       Int        @id
  name     Strng
  slug     String     @uniqe
  parentId Int?
  parent   Workspace? @relation("tree", fields: [parentId], references: [id])

  @@index([nme])
}

model Note {
  id          Int       @id
  workspaceId Int
  workspace   Workspace @relation(fields: [workspaceId], references: [id])
}
