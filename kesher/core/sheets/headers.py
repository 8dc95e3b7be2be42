"""The names that columns have elsewhere, by our own field key.

A name is compared folded, without punctuation and spaces (`columns.plain`), so one spelling stands for many:
`דוא"ל`, `דואל` and `דוא״ל:` are one. Names made by Google Contacts and Outlook stand here as they write them.
"""

ALIASES: dict[str, tuple[str, ...]] = {
    "source_id": ("source id", "external id", "contact id", "uid", "id", "number in the former system", "מזהה", "קוד לקוח",
                  "מזהה חיצוני", "מספר במערכת הקודמת"),
    "first_name": ("first name", "given name", "firstname", "שם פרטי", "פרטי"),
    "last_name": ("last name", "family name", "surname", "lastname", "שם משפחה", "משפחה"),
    "full_name": ("full name", "name", "display name", "customer name", "contact name", "file as", "שם מלא", "שם",
                  "שם לקוח", "שם הלקוח", "שם איש קשר", "שם פרטי ומשפחה", "שם ומשפחה", "לקוח"),
    "phone": ("phone", "mobile", "mobile phone", "cell", "cellphone", "cell phone", "phone number", "telephone",
              "phone 1 - value", "mobile number", "טלפון", "נייד", "טלפון נייד", "סלולרי",
              "טלפון סלולרי", "מספר טלפון", "מס טלפון", "פלאפון", "טל", "טל נייד", "מספר נייד", "טלפון 1"),
    "phone_2": ("phone 2", "phone 2 - value", "primary phone", "home phone", "secondary phone", "other phone", "additional phone",
                "home phone 2", "טלפון 2", "טלפון נוסף", "טלפון בבית", "טלפון בית", "נייד 2", "נייד נוסף", "טלפון קווי"),
    "phone_3": ("phone 3", "phone 3 - value", "phone 4 - value", "phone 5 - value", "business phone", "work phone",
                "business phone 2", "company main phone", "car phone", "טלפון 3", "טלפון עבודה", "טלפון בעבודה"),
    "email": ("email", "e-mail", "email address", "e-mail address", "e-mail 1 - value", "mail", 'דוא"ל', "אימייל",
              "מייל", "דואר אלקטרוני", "כתובת מייל", "כתובת אימייל", "כתובת דואל", "אי מייל"),
    "email_2": ("email 2", "e-mail 2 - value", "e-mail 3 - value", "e-mail 2 address", "e-mail 3 address",
                "secondary email", 'דוא"ל 2', "אימייל נוסף", "מייל נוסף", "אימייל 2", "מייל 2"),
    "id_number": ("id number", "identity number", "national id", "tz", "teudat zehut", "passport", "ת.ז.", "תז",
                  "תעודת זהות", "מספר זהות", "מספר ת.ז.", "מס זהות", "מספר תעודת זהות", "דרכון"),
    "company": ("company", "organization", "organization name", "organization 1 - name", "employer", "company name",
                "business name", "חברה", "ארגון", "שם חברה", "שם החברה", "מקום עבודה", "שם העסק", "עסק"),
    "company_number": ("company or dealer number", "ח״פ או עוסק", "company number", "vat number", "tax id", "dealer number", "vat id", "tax number", "ח.פ.",
                       "חפ", "עוסק מורשה", "מספר עוסק", "ח.פ./ע.מ.", "מספר חברה", "ע.מ.", "חפ עוסק מורשה", "מס עוסק"),
    "birthday": ("birthday", "birth date", "date of birth", "dob", "birthdate", "תאריך לידה", "ת. לידה", "יום הולדת",
                 "לידה", "תאריך הולדת"),
    "gender": ("gender", "sex", "מגדר", "מין"),
    "street": ("street", "address", "home street", "street address", "address 1 - street", "address line 1",
               "home address", "address 1 - formatted", "business street", "business address", "other street",
               "רחוב", "כתובת", "כתובת מגורים", "שם רחוב", "כתובת למשלוח"),
    "house": ("house", "house number", "building", "number in street", "בית", "מספר בית", "מס בית", "מס' בית"),
    "town": ("town", "city", "home city", "address 1 - city", "locality", "business city", "other city", "עיר",
             "ישוב", "יישוב", "עיר מגורים", "שם ישוב"),
    "postal_code": ("postal code", "zip", "zip code", "postcode", "home postal code", "address 1 - postal code",
                    "business postal code", "other postal code", "מיקוד", "ת. מיקוד"),
    "country": ("country", "home country", "address 1 - country", "home country/region", "business country",
                "business country/region", "ארץ", "מדינה"),
    "notes": ("notes", "note", "comments", "comment", "remarks", "description", "הערות", "הערה", "תיאור",
              "הערות כלליות"),
    "tags": ("tags", "tag", "labels", "categories", "group membership", "groups", "תגיות", "תגית", "תוויות",
             "קבוצות", "קבוצה", "קטגוריה", "קטגוריות"),
    "branch": ("branch", "location name", "site", "סניף", "שם סניף"),
    "stage": ("stage", "status", "customer status", "lead status", "סטטוס", "שלב", "מצב", "סטטוס לקוח"),
    "source": ("source", "lead source", "referred by", "how did you hear about us", "מקור", "מקור הגעה",
               "איך הגעת אלינו", "מקור ליד", "הגיע דרך"),
    "number": ("number", "customer number", "customer no", "client number", "account number", "member number",
               "מספר לקוח", "מס לקוח", "מס' לקוח", "מספר חבר", "מספר כרטיס", "מספר מנוי"),
    "own_number": ("kesher: customer number", "קשר: מספר לקוח"),
    "invoice_name": ("name on invoice", "invoice name", "billing name", "bill to", "שם לחשבונית", "חשבונית על שם", "שם בחשבונית"),
    "job_title": ("תפקיד בעבודה", "job title", "title at work", "organization title", "organization 1 - title", "position",
                  "occupation", "profession", "תפקיד", "מקצוע", "עיסוק", "משרה"),
}  # fmt: skip

WHOLE_ADDRESSES = ("address 1 - formatted", "home address", "business address", "address", "כתובת")
"""Columns that may hold more than the street: used where no column of streets holds something."""

FIELDS: tuple[str, ...] = tuple(ALIASES)
