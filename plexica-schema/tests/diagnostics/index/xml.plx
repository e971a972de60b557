model Document {
  id   Int    @id
  body String @db.Xml
  head String @db.Xml

  @@index([body])
  @@index([body(ops: raw("xml_ops"))])
  @@unique([id, head])
}
