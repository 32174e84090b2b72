// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_names.h"

#include <unordered_map>

namespace auditorium {
namespace {

struct RoleRow {
    Role role;
    int strength;
    std::string_view names; ///< separated by spaces
};
struct AttributeRow {
    Attribute attribute;
    int strength;
    std::string_view names;
};

constexpr RoleRow roleRows[] = {
    {Role::Event, 100, "event events evt evnt auditevent activityevent logevent"},
    {Role::Event, 60, "audit auditlog auditlogs auditrecord auditentry log logs record entry logentry logrecord"},
    {Role::Event, 0, "data attributes attribute payload protopayload jsonpayload fields properties detail body raw "
        "rawevent rawlog document doc eventdata winlog system envelope content wrapper edge hit inner value"},
    {Role::Actor, 100, "actor actors suser initiator initiators initiatedby initiatinguser initiateduser "
        "initiatedbyuser performedby performinguser performer doneby donebyuser executedby executor triggeredby "
        "triggereduser requestedby requestinguser requestor requester requestoruser actinguser actingmember "
        "actingprincipal actingas acting whodunnit causer operator operatedby invoker invokedby calledby caller "
        "calleruser callinguser principal principals changedby modifiedby updatedby deletedby changeby madeby "
        "addedby removedby sentby submittedby useridentity authenticationinfo authdetails sourceuser srcuser "
        "originuser originator subjectuser sessionuser loginuser loggedinuser currentuser who by responsibleuser "
        "responsible adminactor eventuser eventactor actionby actiontakenby takenby auditor actionperformedby "
        "performedbyuser committedby changedbyuser modifiedbyuser updatedbyuser syscreatedby lastmodifiedby "
        "lastupdatedby"},
    {Role::Actor, 90, "admin administrator adminuser adminaccount createdby createdbyuser author authoredby "
        "creator submitter uploader publisher editor editedby actoruser committer pusher"},
    {Role::User, 80, "user usr users enduser useraccount userinfo userdetails userdata userprofile userobject "
        "uservo userentity clientuser"},
    {Role::User, 70, "identity identities auth authinfo authentication systemaccount serviceaccount employee "
        "person staff worker agentuser sender"},
    {Role::User, 55, "member people profile contact participant visitor customeruser student teacher patient owner "
        "manager"},
    {Role::Account, 60, "account accounts acct"},
    {Role::Subject, 50, "subject subjects"},
    {Role::Target, 100, "target targets duser targetresource targetresources targetobject targetentity targetuser "
        "targetusers targetaccount targeted targetitem targetinfo affected affectedobject affectedobjects "
        "affecteduser affectedusers affectedresource affectedresources affecteditem affectedentity impacted "
        "impacteduser impactedresource auditable audited rootresource destinationuser destuser dstuser "
        "modifiedobject changedobject actedon performedon againstuser onbehalfof onuser effecteduser entitychanged "
        "eventtarget actiontarget"},
    {Role::Target, 90, "resource resources resourceinfo object objects objectref objectitem objectinfo objectdata "
        "entity entities entityinfo item items asset assets modeltype auditableobject"},
    {Role::Target, 75, "addeduser removeduser deleteduser createduser inviteduser invitee suspendeduser "
        "blockeduser updateduser disableduser enableduser lockeduser recipient recipients grantee assignee newuser "
        "newmember impersonateduser"},
    {Role::Thing, 60, "document documents file files folder folders repo repos repository repositories channel "
        "channels role roles policy policies rule rules page workflow secret secrets key apikey bucket database db "
        "table schema collection vault feature featureflag flag ticket issue form report dashboard alert monitor "
        "integration webhook certificate mailbox task job pipeline branch package image function pod permission "
        "permissions license query dataset view board space parameter card order invoice payment plan course group "
        "groups grp usergroup securitygroup model attachment artifact application applications app apps credential "
        "automation playbook connector environmentvariable template campaign list segment lead deal opportunity "
        "case claim contract script command cmdlet process rolename site release deployment build experiment "
        "survey meeting room webinar recording"},
    {Role::Thing, 60, "what"}, // a container; alone it is an action, below
    {Role::Thing, 30, "host hostname computer machine service services component module domain dns zone region"},
    {Role::Workspace, 100, "workspace workspaces tenant tenants tenancy org orgs organization organizations "
        "organisation organisations"},
    {Role::Workspace, 90, "company companies enterprise business customer realm"},
    {Role::Workspace, 60, "team teams project projects subscription container tenantdomain hostedzone "
        "billingaccount recipientaccount cloudaccount parentorganization"},
    {Role::Workspace, 30, "cluster namespace instance environment env directory siteinfo institution school "
        "division department cloud"},
    {Role::Software, 60, "browser browserinfo useragentinfo uaparsed clientapp clientapplication clientsoftware"},
    {Role::Software, 40, "device deviceinfo devices platform os operatingsystem interface sdk software "
        "useragentdetails"},
    {Role::Client, 50, "client clients clientinfo clientdetails clientdata clientcontext"},
    {Role::Net, 50, "source src remote peer network net context ctx request req http httprequest requestmetadata "
        "requestcontext requestinfo connection location locations origin endpoint srcendpoint sourceendpoint "
        "clientendpoint geo geoip geolocation requestdetails callercontext executioncontext accesscontext "
        "requestorigin networkcontext clientlocation sourcelocation"},
    {Role::Far, 50, "destination dest dst server dstendpoint destendpoint destinationendpoint local proxy gateway "
        "observer collector backend upstream loadbalancer lb nat translated forwarder sensor listener agent beat"},
    {Role::Session, 50, "session sessions sessioncontext sessioninfo sessionissuer token tokens accesstoken "
        "refreshtoken authenticationcontext authcontext mfa webidfederationdata credentials authorizationinfo "
        "authorization securitycontext trace span"},
    {Role::Detail, 50, "details metadata meta extra extras additional additionaldetails additionalinfo "
        "additionaldata additionalproperties additionalparameters additionalattributes parameters params param "
        "args arguments options custom customdata customfields labels tags annotations extensions unmapped "
        "enrichments eventdetails eventmetadata extendedproperties claims headers config configuration settings "
        "debugcontext debugdata info misc other auxiliary aux auxdata actiondetails eventproperties auditdata "
        "auditdetails moreinfo associateditems associatedobjects associated related stats statistics metrics "
        "schemainfo parent securityresult policydetails"},
    {Role::Change, 50, "change changes changed changedvalues changedfields changeset diff diffs delta deltas old "
        "new before after previous prev oldvalue newvalue oldvalues newvalues modified modifiedproperties "
        "modifications oldstate newstate original objectchanges auditedchanges predata olddata newdata oldrecord "
        "snapshot history updates updatedfields updatedvalues prior fieldchanges propertychanges transition"},
    {Role::Body, 50, "requestbody requestobject requestparameters requestpayload requestdata responsebody "
        "responseobject responseelements responsedata responsepayload serviceeventdetails bodyparams queryparams "
        "querystring rawrequest rawresponse postdata formdata"},
    {Role::Action, 100, "action actions actioninfo"},
    {Role::Action, 94, "operation operations op"},
    {Role::Action, 92, "activity activities"},
    {Role::Action, 88, "verb"},
    {Role::Result, 100, "outcome outcomes"},
    {Role::Result, 96, "result results actionresult eventresult operationresult"},
    {Role::Result, 86, "status eventstatus"},
    {Role::Result, 70, "responsestatus response conclusion verdict disposition requeststatus"},
    {Role::Category, 100, "category categories eventcategory"},
    {Role::Time, 90, "timecreated timestamps dates datetimes"},

    // Titles of exports in German, French, Spanish, Portuguese, Italian and Dutch.
    {Role::User, 80, "benutzer nutzer anwender utilisateur usuario usuário utilizador utente gebruiker"},
    {Role::Actor, 100, "akteur bearbeiter acteur ausgeführtvon durchgeführtvon realizadopor realizadapor "
        "effectuépar uitgevoerddoor eseguitoda"},
    {Role::Actor, 90, "auteur autor autore"},
    {Role::Target, 100, "ziel cible betroffenesobjekt destino doel"},
    {Role::Target, 90, "objekt ressource objet objeto recurso oggetto risorsa"},
    {Role::Workspace, 90, "mandant unternehmen entreprise empresa azienda bedrijf"},
};

constexpr AttributeRow attributeRows[] = {
    {Attribute::Bare, 0, "value text string content plain displayvalue rawvalue stringvalue scalar current"},
    {Attribute::Email, 95, "email emails emailaddress mail upn userprincipalname principalname alternateid emailid "
        "primaryemail mailaddress emailaddr mailnickname userprincipal workemail loginemail contactemail"},
    {Attribute::UserName, 70, "login logon loginid"},
    {Attribute::UserName, 80, "username usernames loginname "
        "logonname userlogin nickname nick handle samaccountname screenname auid dbusername dbuser uname "
        "preferredusername accountlogin unixname sysusername principaluser loginusername"},
    {Attribute::Name, 75, "name names displayname fullname realname commonname label descriptor prettyname "
        "publicname localizedvalue localizedname repr display friendlyname alias shortname longname displaytext "
        "displaylabel nametext screentitle longdisplayname nameformatted formattedname"},
    {Attribute::Id, 100, "id uid uuid guid gid sid sysid ulid"},
    {Attribute::Id, 40, "ids userkey pk identifier oid externalid rid key hash no num number internalid publicid "
        "nativeid uniqueid slug accessnumber imid pid cid dn distinguishedname userguid"},
    {Attribute::Path, 60, "arn arns urn crn resourcearn selflink href"},
    {Attribute::Path, 50, "path fullpath filepath documentpath objectpath resourcepath resourceuri"},
    {Attribute::Path, 40, "url uri requesturi requesturl requestpath pathname endpointpath csuristem targeturl "
        "httppath httpurl urlpath route"},
    {Attribute::Path, 70, "filename documentkey tablename querytext"},
    {Attribute::Type, 60, "type types typename"},
    {Attribute::Type, 10, "typeid typecode"},
    {Attribute::Type, 20, "kind class classname subtype tag"},
    {Attribute::Code, 50, "code"},

    {Attribute::Ip, 100, "publicip externalip wanip ip ips ipaddress ipaddresses ipaddr ipaddrs ipv4 ipv4address "
        "ipv6 ipv6address remoteaddr remoteaddress clientaddr clientaddress sourceaddress sourceaddr srcaddr "
        "srcaddress loginip originatingip publicipaddress cip peeraddress fromip ipsrc"},
    {Attribute::Ip, 60, "addr address addresses xforwardedfor forwardedfor xrealip rhost remotehost clienthost "
        "ipchain ipinfo realip trueclientip inet srchost sourcehost"},
    {Attribute::Ip, 30, "internalip privateip localipaddress hostip"},

    {Attribute::Time, 100, "eventtime eventtimestamp eventdatetime eventdate eventcreated timestamp timestamps "
        "timestamputc eventtimeutc activitydatetime activitytime activitydate occurredat occurredon occurred "
        "occurrence happenedat performedat executedat executiontime eventat actiontime actiondate actiontimestamp "
        "isotimestamp timegenerated timegeneratedutc eventoccurredat occurtime occurredtime timeoccurred "
        "timeofevent dateoccurred actionat dateofevent dateofaction timeofaction dateofchange timeofchange"},
    {Attribute::Time, 96, "time times datetime datetimeutc when ts tstamp timestampms timestampmillis utctime "
        "utctimestamp epoch epochtime epochms unixtime unixtimestamp timestampunix timestampiso timestampderived "
        "dateandtime dateandtimeutc timedate datetimestamp auditdate audittime auditdatetime logtime logdate "
        "logtimestamp logdatetime loggedat recordedat recordtime systemtime instant moment clock rt "
        "deviceeventtime revtstmp"},
    {Attribute::Time, 90, "published publishedat created createdat createdon creationtime creationdate createddate "
        "createddatetime createdtime createtime createdate datecreate datecreated dateadded creationdatetime "
        "creationtimestamp createdutc createdtimestamp insertedat addedat dateofcreation syscreatedon "
        "actiontstamptx actiontstamp actiontstampstm createdms submittedat raisedat firedat triggeredat emittedat "
        "initiatedat requestedat"},
    {Attribute::Time, 80, "at date dates day requesttime requesttimestamp requestreceivedtimestamp requestdate "
        "starttime startedat startdate begintime timestart logintime logindate logontime accesstime changetime "
        "changedat changedate"},
    {Attribute::Time, 50, "receivedat received receivetime receivetimestamp receivedtime receivedtimestamp "
        "stagetimestamp endtime endedat enddate completedat finishedat stoptime processedat"},
    {Attribute::Time, 30, "updatedat updated updatedon updatetime modifiedat modified modifiedon modificationtime "
        "lastmodified lastmodifiedat lastmodifieddate lastupdated ingested ingestedat ingestiontime indexedat "
        "indextime collectedat fetchedat exportedat observedtime observedtimestamp persistedat lastseen "
        "lastupdatedat sysupdatedon"},
    {Attribute::Time, 2, "expires expiresat expiry expiration expirationdate expirationtime validuntil validfrom "
        "validto notbefore notafter iat exp nbf birthdate birthday dateofbirth lastlogin lastloginat lastactivity "
        "duedate deadline nextrun deletedat scheduledat"},
    {Attribute::TimeOfDay, 50, "timeofday eventtimeofday localtime hour"},

    {Attribute::Software, 100, "useragent useragents useragentoriginal useragentstring rawuseragent useragentraw "
        "httpuseragent csuseragent ua uastring browseruseragent clientuseragent calleruseragent requestuseragent "
        "callersupplieduseragent requestclientapplication agentstring sourceuseragent fulluseragent"},
    {Attribute::Software, 60, "agent browsername clientname clienttype clientappname clientappused "
        "clientinfostring reportedclienttype browsertype clientkind clientplatform accessclient loginclient "
        "clientprogram sourceapplication"},
    {Attribute::Software, 10, "devicemodel deviceos osname platformname osversion clientversion browserversion"},

    {Attribute::Action, 100, "actionname actiontype actioncode actiontaken actionperformed auditaction useraction "
        "eventaction adminaction actionkey"},
    {Attribute::Action, 98, "eventname eventtypename eventactivity activityname activitytype activitydisplayname "
        "activitycode operationname operationtype operations methodname apimethod eventoperation auditevent "
        "auditeventtype auditeventname activityaction atype rpcmethod eventkey apicall apiname"},
    {Attribute::Action, 96, "eventtype audittype auditoperation eventtypes evtype transactiontype"},
    {Attribute::Action, 70, "eventcode actionlabel eventtypeid eventtypecode eventclassid deviceeventclassid "
        "deviceaction act msgid changetype crud revtype optype commandname procedure cmdletname"},
    {Attribute::Action, 60, "what"},
    {Attribute::Action, 50, "actionflag querytype requesttype requestmethod httpmethod eventtitle eventsubtype "
        "eventkind taskdisplayname"},
    {Attribute::Action, 30, "method csmethod httprequestmethod command statement"},

    {Attribute::Category, 100, "category categories categoryname categorytype eventcategory eventcategories "
        "auditcategory logcategory eventgroup actioncategory activitycategory eventclass categorylabel eventarea "
        "eventsection operationcategory"},
    {Attribute::Category, 70, "section area module modulename eventmodule eventsource logtype logname "
        "eventprovider workload eventfamily subcategory logsource recordtype servicename applicationname "
        "eventservice featurearea topic eventdomain"},
    {Attribute::Category, 40, "resourcetype objecttype entitytype targettype itemtype auditabletype subjecttype "
        "servicetype producttype product productname dataset provider channelname facility"},

    {Attribute::Outcome, 100, "outcome eventoutcome resultstatus actionresult actionoutcome eventresult "
        "operationresult operationoutcome resultoutcome auditresult finalresult"},
    {Attribute::Outcome, 96, "success succeeded successful issuccess issuccessful wassuccessful successflag "
        "hassucceeded wassuccess issucceeded loginsuccess authresult authenticationresult loginresult authstatus "
        "loginstatus"},
    {Attribute::Outcome, 90, "actionstatus operationstatus executionstatus requeststatus completionstatus "
        "resultvalue resultname statusname statustext statuslabel statusvalue transactionstatus deliverystatus "
        "jobstatus finalstatus"},
    {Attribute::Outcome, 80, "decision allowed isallowed granted accessgranted authorized isauthorized permitted "
        "accepted approved passed resultcode resulttype resultid accessresult policydecision authorizationdecision"},
    {Attribute::Outcome, 70, "statuscode httpstatus httpstatuscode httpresponsecode httpcode responsecode "
        "responsestatuscode scstatus httpresponsestatus returncode rc exitcode statusid apistatuscode grpcstatus "
        "httpresponse httpresponsestatuscode"},
    {Attribute::Outcome, 30, "state stage resultdescription returnvalue ok"},
    {Attribute::Inverted, 90, "failure failed isfailure isfailed hasfailed haserror haserrors iserror blocked "
        "isblocked denied isdenied rejected wasblocked failedflag isrejected"},
    {Attribute::Error, 60, "error errors errormessage errormessages errmsg err errordescription errordetails "
        "errorreason exception exceptionmessage failurereason failurecause failuremessage failreason fault "
        "denialreason deniedreason rejectionreason errordetail sqlerror"},
    {Attribute::Error, 50, "errorcode errorcodes errortype failurecode faultcode errname errcode errorname "
        "failuretype"},

    {Attribute::Message, 100, "message msg custommessage eventmessage displaymessage logmessage auditmessage "
        "eventdescription actiondescription activitydescription auditdescription humanreadable humanmessage "
        "messagetext fullmessage eventsummary shortdescription eventtext longdescription"},
    {Attribute::Message, 92, "description descriptions desc changedescription operationdetail operationdetails "
        "changemessage descriptiontext narrative statementtext"},
    {Attribute::Summary, 70, "summary headline synopsis"},
    {Attribute::Title, 50, "title subjectline caption"},
    {Attribute::Message, 70, "notes note comment comments remarks remark explanation details detail eventdetails "
        "activitydetails actiondetails information markdown annotation"},
    {Attribute::Message, 30, "reason justification operationreason resultreason statusreason statusmessage "
        "resultmessage"},

    {Attribute::EventId, 100, "eventid eventuuid eventguid eventuid eventidentifier eventdataid eventkeyid "
        "eventrecordid eventlogid"},
    {Attribute::EventId, 90, "auditid audituuid auditlogid auditlogeventid auditeventid auditrecordid auditentryid "
        "logid logguid logentryid loguuid insertid activityuuid entryid recordid recordnumber messageid rowid "
        "historyid uniquequalifier activityid actionuuid logrecordid sequencenumber sequenceid seq eventsequence "
        "eventnumber transactionlogid"},
    {Attribute::EventId, 20, "requestid requestuuid invocationid xrequestid requestidentifier"},
    {Attribute::Part, 0, "correlationid transactionid traceid spanid operationid txid"},

    {Attribute::Part, 0, "firstname lastname givenname familyname surname middlename initials domainname phone "
        "phonenumber country countrycode city region timezone latitude longitude lat lon zip postalcode version "
        "count size length total score severity level priority port accesskeyid sessionid apikey token password "
        "secret avatar icon locale language color index mfa etag checksum signature useruuidhash asn isp ownerid "
        "parentid hostname host fqdn"},

    {Attribute::Time, 96, "zeitpunkt zeitstempel zeit datum uhrzeit datumuhrzeit datumundzeit datumunduhrzeit "
        "horodatage heure dateheure dateetheure fecha hora fechahora fechayhora datahora dataehora dataeora "
        "datumtijd datumentijd tijd tijdstip momento"},
    {Attribute::UserName, 80, "benutzername anmeldename nomutilisateur nomdutilisateur nombredeusuario "
        "nomedeusuário nomeutente gebruikersnaam"},
    {Attribute::Action, 98, "aktion aktionstyp ereignis ereignistyp vorgang aktivität tätigkeit événement "
        "évènement évenement activité acción accion evento actividad tipodeevento ação atividade azione attività "
        "actie gebeurtenis activiteit"},
    {Attribute::Category, 100, "kategorie catégorie categoría categoria categorie"},
    {Attribute::Ip, 100, "ipadresse adresseip direcciónip direccionip endereçoip enderecoip indirizzoip ipadres"},
    {Attribute::Outcome, 96, "ergebnis résultat resultat resultado risultato resultaat erfolg"},
    {Attribute::Message, 92, "beschreibung nachricht meldung descripción descripcion descrição descrizione "
        "omschrijving bericht"},
};

template <class Word, class Row>
std::unordered_map<std::string_view, Word> tableOf(std::span<const Row> rows)
{
    std::unordered_map<std::string_view, Word> table;
    for (const Row& row : rows) {
        std::string_view names = row.names;
        while (!names.empty()) {
            const std::size_t end = std::min(names.find(' '), names.size());
            if (end > 0) {
                if constexpr (std::is_same_v<Word, RoleWord>)
                    table.try_emplace(names.substr(0, end), Word{row.role, row.strength});
                else
                    table.try_emplace(names.substr(0, end), Word{row.attribute, row.strength});
            }
            names.remove_prefix(std::min(end + 1, names.size()));
        }
    }
    return table;
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<RoleWord> roleOfName(std::string_view name)
{
    static const auto table = tableOf<RoleWord>(std::span<const RoleRow>(roleRows));
    const auto found = table.find(name);
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AttributeWord> attributeOfName(std::string_view name)
{
    static const auto table = tableOf<AttributeWord>(std::span<const AttributeRow>(attributeRows));
    const auto found = table.find(name);
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

void splitWords(std::string_view key, std::vector<std::string>& words)
{
    words.clear();
    bool open = false;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char c = key[i];
        const bool high = (c & 0x80) != 0;
        if (!isLower(c) && !isUpper(c) && !isDigit(c) && !high) {
            open = false;
            continue;
        }
        // A capital begins a word behind a small letter, or as the last of a run of capitals ("IPAddress").
        if (isUpper(c) && open
            && (isLower(key[i - 1]) || isDigit(key[i - 1])
                || (isUpper(key[i - 1]) && i + 1 < key.size() && isLower(key[i + 1])
                    && !(key[i + 1] == 's' && i + 2 == key.size()))))
            open = false;
        if (!open)
            words.emplace_back();
        open = true;
        words.back() += isUpper(c) ? static_cast<char>(c + 32) : c;
    }
}

} // namespace auditorium
