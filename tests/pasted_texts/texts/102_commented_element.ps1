[string[]]$graphPerms = 'User.Read.All',
    'Group.Read.All', # groups
    #'Directory.ReadWrite.All',
    'Mail.Send'
=====
graph: User.Read.All, Group.Read.All, Mail.Send
out: Directory.ReadWrite.All
