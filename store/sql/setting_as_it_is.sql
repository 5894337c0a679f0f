DROP TABLE IF EXISTS temp.setting
