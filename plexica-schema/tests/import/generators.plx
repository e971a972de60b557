generator client {
  datetime = "chrono"
}

generator open {
  provider = "prisma-erd-generator"
  what is this
}

generator ours {
  out = "x"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  relationMode = "prisma"
}

model A {
  id Int @id
}
