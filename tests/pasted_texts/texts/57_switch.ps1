function Get-Needed {
    param([ValidateSet('Graph', 'Exchange')][string]$Api)
    switch ($Api) {
        'Graph'    { return @('User.Read.All', 'Calendars.Read') }
        'Exchange' { return 'Exchange.ManageAsApp', 'Calendars.Read' }
    }
}
=====
graph: User.Read.All, Calendars.Read
exchange: Exchange.ManageAsApp, Calendars.Read
