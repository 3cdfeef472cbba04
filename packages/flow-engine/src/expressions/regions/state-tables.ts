// One entry a state: its code, and the names people write for it. Codes are those of the postal services, which NetSuite uses too.

/** States, districts, territories and military addresses as USPS abbreviates them. */
export const usStates = `AL=Alabama; AK=Alaska; AS=American Samoa; AZ=Arizona; AR=Arkansas; AA=Armed Forces Americas; AE=Armed Forces Europe;
AP=Armed Forces Pacific; CA=California; CO=Colorado; CT=Connecticut; DE=Delaware; DC=District of Columbia/Washington DC/Washington, D.C.; FL=Florida;
GA=Georgia; GU=Guam; HI=Hawaii; ID=Idaho; IL=Illinois; IN=Indiana; IA=Iowa; KS=Kansas; KY=Kentucky; LA=Louisiana; ME=Maine; MD=Maryland;
MA=Massachusetts; MI=Michigan; MN=Minnesota; MS=Mississippi; MO=Missouri; MT=Montana; NE=Nebraska; NV=Nevada; NH=New Hampshire; NJ=New Jersey;
NM=New Mexico; NY=New York; NC=North Carolina; ND=North Dakota; MP=Northern Mariana Islands; OH=Ohio; OK=Oklahoma; OR=Oregon; PA=Pennsylvania;
PR=Puerto Rico; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; TX=Texas; UT=Utah; VT=Vermont; VI=Virgin Islands/U.S. Virgin Islands;
VA=Virginia; WA=Washington; WV=West Virginia; WI=Wisconsin; WY=Wyoming`

/** States of Brazil, as the Correios abbreviate them. */
export const brazilianStates = `AC=Acre; AL=Alagoas; AP=Amapá; AM=Amazonas; BA=Bahia; CE=Ceará; DF=Distrito Federal/Federal District; ES=Espírito Santo;
GO=Goiás; MA=Maranhão; MT=Mato Grosso; MS=Mato Grosso do Sul; MG=Minas Gerais; PA=Pará; PB=Paraíba; PR=Paraná; PE=Pernambuco; PI=Piauí;
RJ=Rio de Janeiro; RN=Rio Grande do Norte; RS=Rio Grande do Sul; RO=Rondônia; RR=Roraima; SC=Santa Catarina; SP=São Paulo; SE=Sergipe; TO=Tocantins`

/** States of Mexico by ISO 3166-2. An account that keeps other short names gives its own table to `stateCode`. */
export const mexicanStates = `AGU=Aguascalientes; BCN=Baja California; BCS=Baja California Sur; CAM=Campeche; CHP=Chiapas; CHH=Chihuahua;
CMX=Ciudad de México/Mexico City/CDMX/Distrito Federal; COA=Coahuila/Coahuila de Zaragoza; COL=Colima; DUR=Durango; GUA=Guanajuato; GRO=Guerrero;
HID=Hidalgo; JAL=Jalisco; MEX=México/Estado de México; MIC=Michoacán/Michoacán de Ocampo; MOR=Morelos; NAY=Nayarit; NLE=Nuevo León; OAX=Oaxaca;
PUE=Puebla; QUE=Querétaro; ROO=Quintana Roo; SLP=San Luis Potosí; SIN=Sinaloa; SON=Sonora; TAB=Tabasco; TAM=Tamaulipas; TLA=Tlaxcala;
VER=Veracruz/Veracruz de Ignacio de la Llave; YUC=Yucatán; ZAC=Zacatecas`

/** Provinces of Spain by ISO 3166-2, with both names where two languages have one each. */
export const spanishProvinces = `C=A Coruña/La Coruña; VI=Álava/Araba; AB=Albacete; A=Alicante/Alacant; AL=Almería; O=Asturias; AV=Ávila; BA=Badajoz;
PM=Baleares/Illes Balears/Islas Baleares; B=Barcelona; BI=Vizcaya/Bizkaia; BU=Burgos; CC=Cáceres; CA=Cádiz; S=Cantabria; CS=Castellón/Castelló; CR=Ciudad Real;
CO=Córdoba; CU=Cuenca; SS=Guipúzcoa/Gipuzkoa; GI=Girona/Gerona; GR=Granada; GU=Guadalajara; H=Huelva; HU=Huesca; J=Jaén; LO=La Rioja; GC=Las Palmas;
LE=León; L=Lleida/Lérida; LU=Lugo; M=Madrid; MA=Málaga; MU=Murcia; NA=Navarra/Nafarroa; OR=Ourense/Orense; P=Palencia; PO=Pontevedra; SA=Salamanca;
TF=Santa Cruz de Tenerife; SG=Segovia; SE=Sevilla/Seville; SO=Soria; T=Tarragona; TE=Teruel; TO=Toledo; V=Valencia/València; VA=Valladolid; ZA=Zamora;
Z=Zaragoza/Saragossa; CE=Ceuta; ML=Melilla`

/** Provinces of Italy, as on every letter there. */
export const italianProvinces = `AG=Agrigento; AL=Alessandria; AN=Ancona; AO=Aosta/Valle d'Aosta; AR=Arezzo; AP=Ascoli Piceno; AT=Asti; AV=Avellino; BA=Bari;
BT=Barletta-Andria-Trani; BL=Belluno; BN=Benevento; BG=Bergamo; BI=Biella; BO=Bologna; BZ=Bolzano/Bozen; BS=Brescia; BR=Brindisi; CA=Cagliari;
CL=Caltanissetta; CB=Campobasso; CE=Caserta; CT=Catania; CZ=Catanzaro; CH=Chieti; CO=Como; CS=Cosenza; CR=Cremona; KR=Crotone; CN=Cuneo; EN=Enna;
FM=Fermo; FE=Ferrara; FI=Firenze/Florence; FG=Foggia; FC=Forlì-Cesena; FR=Frosinone; GE=Genova/Genoa; GO=Gorizia; GR=Grosseto; IM=Imperia; IS=Isernia;
AQ=L'Aquila; SP=La Spezia; LT=Latina; LE=Lecce; LC=Lecco; LI=Livorno; LO=Lodi; LU=Lucca; MC=Macerata; MN=Mantova/Mantua; MS=Massa-Carrara; MT=Matera;
ME=Messina; MI=Milano/Milan; MO=Modena; MB=Monza e Brianza/Monza e della Brianza; NA=Napoli/Naples; NO=Novara; NU=Nuoro; OR=Oristano; PD=Padova/Padua;
PA=Palermo; PR=Parma; PV=Pavia; PG=Perugia; PU=Pesaro e Urbino; PE=Pescara; PC=Piacenza; PI=Pisa; PT=Pistoia; PN=Pordenone; PZ=Potenza; PO=Prato;
RG=Ragusa; RA=Ravenna; RC=Reggio Calabria/Reggio di Calabria; RE=Reggio Emilia/Reggio nell'Emilia; RI=Rieti; RN=Rimini; RM=Roma/Rome; RO=Rovigo;
SA=Salerno; SS=Sassari; SV=Savona; SI=Siena; SR=Siracusa; SO=Sondrio; SU=Sud Sardegna; TA=Taranto; TE=Teramo; TR=Terni; TO=Torino/Turin; TP=Trapani;
TN=Trento; TV=Treviso; TS=Trieste; UD=Udine; VA=Varese; VE=Venezia/Venice; VB=Verbano-Cusio-Ossola; VC=Vercelli; VR=Verona; VV=Vibo Valentia; VI=Vicenza;
VT=Viterbo`
