model User {
  id   Int    @id
  name String
  data Json
  ip   String @db.Inet

  @@index([data(ops: JsonbPathOps)], type: Gist)
  @@index([name(ops: JsonbPathOps)], type: Gin)
  @@index([data(ops: JsonbPathsOps)], type: Gin)
  @@index([data(ops: raw("jsonb_path_ops) where (1=1"))], type: Gin)
  @@index([data(ops: raw())], type: Gin)
  @@unique([ip(ops: InetOps)])
}

model Place {
  id   Int                         @id
  area Unsupported("tsvector")
  name String                      @db.Citext

  @@index([area(ops: JsonbOps)], type: Gin)
  @@index([name], type: SpGist)
}
