-- scope: tenant
INSERT INTO {tenant}.posts (slug, title, author_id, editor_id)
VALUES (:slug, :title, :author, :editor?)
RETURNING id, slug, editor_id, title || '!' AS shout
