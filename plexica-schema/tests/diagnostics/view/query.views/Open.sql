SELECT 'it AS id
