// Prisma hands every setting on to its generator, so what is unknown in such a block is a warning.

generator client {
  provider = "prisma-client"
  datetim  = "jiff"
}

model User {
  id Int @id
}
