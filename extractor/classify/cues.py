"""The vocabulary of agreements: words that mean the same to a reader are one cue, whoever writes them.

"Supplier", "vendor" and "we" are all the one who gives the service. Cues and their sequences are features of the classifier,
not its answer; they are what an agreement in unknown words shares with those that were trained on.
"""

from __future__ import annotations

from functools import lru_cache

CUES: dict[str, str] = {
    # parties
    "provider": "provider* supplier* vendor* contractor* company host hoster carrier* licensor* operator* we us our ours i.t. it's",
    "customer": "customer* client* subscriber* you your yours yourself buyer* licensee* authority purchaser* tenant* merchant* hospital user users consumer* member members school council agency agencies",
    "third": "third parties party's upstream carriers manufacturer* registrar* isp isps backbone telecommunication* telco*",
    "either": "either both mutual* parties",
    # modality
    "must": "shall must will would should agrees agree undertake* commit* obliged required requires need needs ought",
    "may": "may can could might entitled eligible right rights option discretion",
    "not": "not no never neither nor cannot can't won't don't doesn't isn't aren't without none nothing nobody n't",
    "if": "if where when whenever should unless provided case event upon once",
    # promises and levels
    "promise": "guarantee* warrant warrants promise* ensure* assur* pledge* maintain* achieve* endeavo* aim aims aimed target* objective* goal* strive* efforts commitment* slo slos stand stands",
    "up": "uptime up-time availab* reachab* reach reached operational accessib* online working serviceability up",
    "down": "downtime unavailab* outage* down interrupt* disrupt* failure* fault faults failed fails stop stops stoppage* offline unreachab* error errors unscheduled unplanned incident* crash* breakdown*",
    "degraded": "degrad* slow* impair* partial* intermittent*",
    "bound": "least minimum exceed* above below under less lower higher greater more most maximum max limit limited cap capped ceiling fewer beneath over excess threshold*",
    "percent": "percent percentage* per-cent share ratio fraction",
    # money
    "credit": "credit* refund* rebate* compensat* voucher* reimburs* discount* deduct* bonus liquidated recompense* indemnit*",
    "fee": "fee fees charge charges charged price* bill bills billed billing invoice* mrc subscription* rent rental* payment* paid pay pays payable prepaid cost costs rates tariff*",
    "tier": "tier* band* step* schedule calculated according amount amounts equal extension extend extended",
    # claims
    "claim": "claim* request* submit* apply applies* applied file filed ask asks asking lodge* demand* written writing write writes email e-mail mail ticket* case form notify",
    "evidence": "evidence log logs proof screenshot* traceroute* document* detail* dates details supporting",
    "deadline": "within before later after following expire* expir* deadline forfeit* waive* overdue late lapse*",
    "decide": "determin* decid* verif* validat* confirm* investigat* reject* refus* accept* dispute* approv* faith sole",
    # exclusions
    "exclude": "exclu* except* omit* disregard* apart outside besides exempt* unaffected ineligib* leave leaves",
    "cause": "caus* due result* aris* attributab* owing because stem* reason* origin* induced",
    "beyond": "beyond control* majeure uncontroll*",
    "disaster": "flood* fire* earthquake* war wars strike* riot* terror* storm* hurricane* epidemic* pandemic* god embargo* government* labor labour sabotage natural disaster*",
    "misuse": "misus* abus* breach* violat* unauthori* negligen* improper* misconfig* fault act acts omission* default neglect*",
    "gear": "equipment hardware software network* router* server servers firewall* power device* browser* computer* laptop* premises configuration* connection* internet isp lan wifi dns domain*",
    "attack": "attack* ddos denial-of-service hack* virus* malware intrusion* spam",
    "beta": "beta alpha trial* preview* pilot experimental evaluation sandbox* free demo lab labs test early",
    "suspend": "suspen* arrears unpaid overdue delinquent",
    # endings
    "end": "terminat* cancel* withdraw* quit leave leaving cease* discontinu* disconnect* end ends ending resign* close closed",
    "repeat": "consecutive successive row running repeated* chronic* persist* times occasions rolling",
    "penalty": "penalt* prorat* pro-rat* unused unexpired remainder early",
    "insolvent": "insolven* bankrupt* receiver* liquidat*",
    # measuring
    "means": "mean means meaning refer refers define* definition* describes denotes signifies stands called",
    "compute": "calculat* comput* divid* multipl* subtract* minus sum total average* averag* formula measured measure measures measurement* count counts counted counting number derived reckon* equals",
    "monitor": "monitor* probe* ping* sample* poll* check* tool tools instrument*",
    "period": "period* month* quarter* year* annual* cycle* week* day days calendar daily weekly",
    "time": "minute* hour* second seconds o'clock midnight a.m p.m am pm utc gmt est cet eastern pacific noon time times clock",
    "weekday": "monday* tuesday* wednesday* thursday* friday* saturday* sunday* weekend* weekday* holiday*",
    # maintenance
    "planned": "schedul* planned plan routine regular* preventive routinely permitted announced",
    "maintenance": "maintenance maintain upgrad* patch* update updates updated updating upkeep works window* reboot* deploy* release* repair* modification*",
    "urgent": "emergenc* urgent* immediate* critical* security",
    "notice": "notice* notif* notify announc* advance ahead beforehand prior inform* warn* post posted posts communicat* advis* publish*",
    # support
    "support": "support* helpdesk help service-desk desk assist* engineer* technician* hotline phone telephone* chat call calls portal contact contacts contacting staff* team",
    "respond": "respon* acknowledg* reply replies answer* react* attend*",
    "resolve": "resol* fix fixes fixed restor* workaround* correct* cure remed* repair*",
    "severity": "severit* priorit* sev p1 p2 p3 p4 p5 s1 s2 s3 s4 level* urgent high medium low normal minor major blocker category escalat*",
    "hours": "24x7 24/7 24x7x365 24/7/365 around-the-clock business working office hours coverage",
    # other targets
    "speed": "latency delay* jitter packet* throughput bandwidth loss round-trip roundtrip ms millisecond* latencies delivery rto rpo recovery recover* durab* mttr mean-time backup* restore* response-time transaction* percentile p95 p99",
    # limits
    "sole": "sole solely exclusive* only entire whole remedy remedies recourse",
    "liable": "liab* disclaim* consequential indirect damages lost profits as-is merchantab* fitness warranty warranties implied",
    # governance
    "report": "report* review* meeting* meet dashboard* scorecard* minutes governance statistic* summary statement* post-mortem postmortem root-cause status history publish*",
    "duty": "responsib* cooperat* co-operat* provide* keep keeps supply appoint* ensure designate* access comply complies install*",
    "change": "amend* modif* chang* revis* updat* vary varied variation* alter* supersed* prevail* preceden* version* replace* reserve* conflict* inconsisten*",
    "term": "effective commenc* renew* initial term expir* begin* start starts starting force run runs duration",
    "law": "law laws govern* jurisdiction court* confidential* intellectual property privacy personal assign* indemnif* insurance arbitrat* severab* waiver entire notices",
    "agreement": "agreement* contract* sla slas terms exhibit* schedule* annex* appendix addendum policy document* clause* section*",
    "service": "service* system* platform* application* app site website* api instance* cluster* database* product*",
    "example": "example* instance e.g illustrat*",
    "site": "copyright cookie* careers blog login signup menu sitemap newsletter reserved facebook twitter linkedin pricing home about",
}  # fmt: skip
"""A star stands for any ending. A word belongs to the first cue that names it exactly, else to the one with the longest beginning."""

_EXACT: dict[str, str] = {}
_BEGINNINGS: dict[str, str] = {}
for _cue, _words in CUES.items():
    for _word in _words.split():
        (_BEGINNINGS if _word.endswith("*") else _EXACT).setdefault(_word.rstrip("*"), _cue)


@lru_cache(maxsize=50_000)
def cue_of(word: str) -> str | None:
    """Return the cue that a word in lower case gives, None for a word of no special meaning.

    >>> cue_of("supplier"), cue_of("refunded"), cue_of("table")
    ('provider', 'credit', None)
    """
    if word in _EXACT:
        return _EXACT[word]
    for end in range(len(word), 2, -1):
        if word[:end] in _BEGINNINGS:
            return _BEGINNINGS[word[:end]]
    return None
