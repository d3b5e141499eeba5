//! Commands of PowerShell itself and of modules that call none of the APIs.

/// Nouns of Microsoft.PowerShell.* and of the modules that Azure Automation brings.
const NOUNS: &str = " acl alias automationcertificate automationconnection automationcredential automationvariable
authenticodesignature bitlockervolume breakpoint calculatedproperty childitem ciminstance cimclass cimmethod cimsession
classbase clipboard clixml cmsmessage command computer computerinfo console content content-type controlpanelitem counter
credential csv custom date debug debugger default dscconfiguration dscresource error errorhandler event
eventlog eventsubscriber executionpolicy experimentalfeature expression filehash format formatdata formathex gridview guid help
hex history host hotfix html http information item itemproperty itempropertyvalue job json jsonfile list localgroup
localgroupmember localuser location log logentry logmessage markdown markdownoption mailmessage member message module
modulemanifest moduletoprocess netadapter netconnection netfirewallrule netipaddress netipconfiguration nettcpconnection null
object output package powershelldatafile packageprovider packagesource parent path pester pipelinevariable pnputil printer process
progress psbreakpoint pscallstack psconsolefile psdrive pshostprocessinfo psprovider psreadlinekeyhandler psreadlineoption
psrepository psresource psresourcerepository psscriptfileinfo pssession pssessionconfiguration pssnapin pstransportoption psworkflow
random readhost relativepath restorepoint runbook runspace runspacedebug scheduledtask scheduledjob script
scriptblock scriptfileinfo secret secretinfo secretvault secretmanagement securestring securerandom service sleep sorted stopwatch strictmode
string stringdata suggestion table tee tempfile temporaryfile timespan timezone tracesource transcript transcripts type
typedata uiculture culture unique uptime url variable verb verbose view wait warning webserviceproxy wide winevent wmiobject
wmimethod wsman wsmaninstance wsmanquickconfig xml yaml zip archive psmodule installedmodule installedscript installedpsresource
adaccount adcomputer addomain addomaincontroller adforest adgroup adgroupmember adobject adorganizationalunit
adprincipalgroupmembership adreplicationsubscription adrootdse aduser adaccountpassword adaccountexpiration excel
excelpackage exceltable dsc sqlcmd sqlquery expressionvalue parallel each foreach psexec threadjob dataset
asciitable host-output jsonschema filecatalog cimassociatedinstance pushoutputbinding ";

/// Whether a command is one of PowerShell itself, or of a module that calls none of the APIs.
pub(super) fn is_harmless(name: &str) -> bool {
    name.split_once('-').is_none_or(|(_, noun)| NOUNS.split_ascii_whitespace().any(|known| known == noun))
}

/// Cmdlets that sign in or out, or show how.
pub(super) fn is_free(name: &str) -> bool {
    matches!(
        name,
        "connect-azaccount"
            | "disconnect-azaccount"
            | "get-azcontext"
            | "set-azcontext"
            | "select-azcontext"
            | "clear-azcontext"
            | "get-azaccesstoken"
            | "disable-azcontextautosave"
            | "enable-azcontextautosave"
            | "get-azenvironment"
            | "update-azconfig"
            | "get-azconfig"
            | "login-azaccount"
            | "connect-graph"
            | "disconnect-graph"
            | "connect-entra"
            | "disconnect-entra"
            | "get-entracontext"
            | "connect-exchangeonline"
            | "disconnect-exchangeonline"
            | "connect-microsoftteams"
            | "disconnect-microsoftteams"
            | "connect-pnponline"
            | "disconnect-pnponline"
            | "get-pnpconnection"
            | "get-pnpcontext"
            | "get-connectioninformation"
            | "enable-entraazureadalias"
            | "get-msaltoken"
            | "get-pnpaccesstoken"
    )
}
